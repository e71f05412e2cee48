#pragma once

namespace tenbin::cli {

/// Kills batches, some at a random moment and some in the middle of a write of a commit, and lets the same
/// command go on, until the numbers are reached. The file must never lose a finished scenario, and must end
/// as that of an undisturbed batch.
void kill_batches(int at_random_moments, int inside_commits);

}  // namespace tenbin::cli
