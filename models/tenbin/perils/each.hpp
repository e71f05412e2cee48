#pragma once

#include "tenbin/perils/peril.hpp"

/// One function for each peril, defined in the file of that name.
namespace tenbin::perils {

Peril inspection_miss();
Peril isolated_escape();
Peril false_alarm();
Peril product_liability();
Peril recall();
Peril line_stop();
Peril cyber();
Peril professional_error();
Peril embedded_product_liability();
Peril performance_shortfall();
Peril predictive_maintenance_miss();
Peril machinery_breakdown();
Peril robot_injury();
Peril employers_liability();
Peril robot_collision();
Peril fleet_stop();
Peril fire();
Peril fire_by_ai();
Peril attack_on_ai();
Peril drift();
Peril cloud_outage();
Peril faulty_update();
Peril component_attack();
Peril shared_error();
Peril environment_shift();
Peril ip_infringement();
Peril defamation();
Peril wrong_advice();
Peril privacy_leak();
Peril discrimination();
Peril agent_misbehaviour();
Peril misdiagnosis();
Peril missed_alarm();

}  // namespace tenbin::perils
