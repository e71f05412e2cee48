"""A result folder in pandas: the tables agree with each other. check_tables.py FOLDER"""
import sys

import pandas

folder = sys.argv[1]
years = pandas.read_csv(f"{folder}/ylt.csv")
measures = pandas.read_csv(f"{folder}/measures.csv")
mean = measures.query("subject == 'ground_up' and basis == 'aep' and measure == 'mean'")["value"].item()
assert abs(years["ground_up aep"].mean() / mean - 1) < 1e-12
average = pandas.read_csv(f"{folder}/gul_S1_palt.csv")
assert abs(average["MeanLoss"].item() - mean) < 1e-3
# Losses by event add up to those by period: all losses, and what each policy pays.
info = pandas.read_csv(f"{folder}/il_S2_summary-info.csv").set_index("summary_id")
events = pandas.read_csv(f"{folder}/gul_S1_splt.csv")
sums = events.groupby("Period")["Loss"].sum().reindex(years["Period"], fill_value=0)
assert (sums.to_numpy() - years["ground_up aep"].to_numpy()).__abs__().max() < 1
insured = pandas.read_csv(f"{folder}/il_S2_splt.csv")
for summary, rows in insured.groupby("SummaryId"):
    name = f"design/{info.loc[summary, 'PolUserDef1']}/policy/{info.loc[summary, 'PolNumber']} aep"
    sums = rows.groupby("Period")["Loss"].sum().reindex(years["Period"], fill_value=0)
    assert abs(sums.to_numpy() - years[name].to_numpy()).max() < 1, name
# The largest of a period is what the standard's OEP is made of.
ept = pandas.read_csv(f"{folder}/il_S2_ept.csv")
for summary, rows in insured.groupby("SummaryId"):
    largest = rows.groupby("Period")["Loss"].max().sort_values(ascending=False).to_list()
    point = ept.query(f"SummaryId == {summary} and EPType == 1 and ReturnPeriod == 100")["Loss"].item()
    rank = len(years) // 100
    loss = largest[rank - 1] if rank <= len(largest) else 0
    assert abs(point - loss) < 1, (summary, point, loss)
print("pandas: the tables agree")
