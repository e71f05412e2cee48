# A result folder in R: the tables agree with each other. check_tables.R FOLDER
folder <- commandArgs(trailingOnly = TRUE)[1]
years <- read.csv(file.path(folder, "ylt.csv"), check.names = FALSE)
measures <- read.csv(file.path(folder, "measures.csv"))
figure <- function(measure, level = NA) {
  rows <- measures[measures$subject == "ground_up" & measures$basis == "aep" & measures$measure == measure, ]
  if (is.na(level)) rows$value else rows$value[abs(rows$level - level) < 1e-12]
}
losses <- years[["ground_up aep"]]
stopifnot(abs(mean(losses) / figure("mean") - 1) < 1e-12, abs(sd(losses) / figure("sd") - 1) < 1e-9)
# The lower quantile is R's type 1.
stopifnot(abs(quantile(losses, 0.99, type = 1, names = FALSE) / figure("var", 0.99) - 1) < 1e-12)
ept <- read.csv(file.path(folder, "gul_S1_ept.csv"))
at_100 <- ept$Loss[ept$EPType == 3 & ept$ReturnPeriod == 100]
stopifnot(abs(at_100 / sort(losses, decreasing = TRUE)[length(losses) / 100] - 1) < 1e-9)
cat("R: the tables agree\n")
