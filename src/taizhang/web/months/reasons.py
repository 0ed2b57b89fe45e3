"""Reasons that units give often, to choose from and to write over; they go into the record, so in Chinese alone."""

UNCHANGED = (
    "任务已完成，本期没有新增。",
    "按计划本期没有实施任务。",
    "正在办理前期手续，还没有新的完成数。",
    "正在施工，还没有新的完工数。",
    "受天气影响，本期没有新增。",
)
"""Why nothing changed."""
