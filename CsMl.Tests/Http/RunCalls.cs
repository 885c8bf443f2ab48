namespace CsMl.Tests.Http;

/// <summary>Runs as they are asked for, what is told of them, and the rows that they leave.</summary>
internal static class RunCalls
{
    public static readonly string Runs = RunningApp.Portfolio("runs");
    public static readonly string BatchPredict = RunningApp.Portfolio("batch-predict");

    /// <summary>A second goes by with each look, because a message that failed waits before it is tried again.</summary>
    public static Task<HttpAnswer> WhenOverAsTimePassesAsync(RunningApp app, string url) =>
        app.WhenAsync(
            url,
            run =>
            {
                app.Clock.Advance(TimeSpan.FromSeconds(1));
                return RunningApp.IsOver(run);
            }
        );

    public static int Count(HttpAnswer run, string name) => run.At("data.counts." + name).GetInt32();

    public static (int Accounts, int Scored, int Failed) Counts(HttpAnswer run) =>
        (Count(run, "accounts"), Count(run, "scored"), Count(run, "failed"));

    /// <summary>The accounts that failed, in order.</summary>
    public static List<string> Failed(HttpAnswer run) =>
        [
            .. run.Items("data.failures")
                .Select(f => f.GetProperty("accountId").GetString()!)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>A row of each prediction that was ever made: what it was made of.</summary>
    public static List<string> Histories(RunningApp app) => Rows(app, " w~");

    public static List<string> Rows(RunningApp app, string kind) =>
        [
            .. app.Dump()
                .Where(r =>
                    r.StartsWith("results ", StringComparison.Ordinal)
                    && r.Split('{')[0].Contains(kind, StringComparison.Ordinal)
                ),
        ];
}
