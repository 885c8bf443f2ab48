namespace CsMl.Local.Commands.Report;

internal enum ReportChart
{
    Reliability,
    Lift,
}
