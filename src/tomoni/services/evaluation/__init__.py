"""The yearly evaluation of the plan (行政評価): a sheet per group of measures, from the section to the public page."""
