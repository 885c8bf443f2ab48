namespace CsMl.Tests.History;

/// <summary>The checker finds each kind of fault, and none where there is none.</summary>
public sealed class CheckHistoryTests
{
    private static readonly SeenPrediction Old = new(
        "p1",
        "a",
        "CHURN",
        "SUPERSEDED",
        1,
        Some.Now.AddHours(1),
        0.9,
        "c"
    );
    private static readonly SeenPrediction Latest = new("p2", "a", "CHURN", "ACTIVE", 2, Some.Now, 0.2, null);
    private static readonly SeenCta Cta = new("c", "a", "RISK", true, 3, "p1", [null, "n1", "n2"]);

    private static readonly Snapshot Right = new(
        new Dictionary<string, int> { ["a"] = 2 },
        [Old, Latest],
        [Cta],
        [new("a", "p2", 0.2)],
        GeneratedCtas: 1,
        OpenCtas: 1,
        CountedChurn: 1
    );

    private static readonly Dictionary<string, Fault> PredictionFaults = new()
    {
        ["facts"] = (_, seen) => seen with { Names = new Dictionary<string, int> { ["a"] = 1 } },
        ["lost prediction"] = (history, seen) =>
        {
            history.Predictions.Add("p3");
            return seen;
        },
        ["older is active"] = (_, seen) =>
            seen with
            {
                Predictions = [Old with { Status = "ACTIVE" }, Latest with { Status = "SUPERSEDED" }],
                HighRisk = [new("a", "p1", 0.9)],
            },
        ["two are active"] = (_, seen) =>
            seen with
            {
                Predictions = [Old with { Status = "ACTIVE" }, Latest],
                HighRisk = [new("a", "p1", 0.9), new("a", "p2", 0.2)],
            },
        ["none is active"] = (_, seen) =>
            seen with
            {
                Predictions = [Old, Latest with { Status = "EXPIRED" }],
                HighRisk = [],
            },
        ["list"] = (_, seen) => seen with { HighRisk = [] },
        ["list of an older one"] = (_, seen) => seen with { HighRisk = [new("a", "p1", 0.9)] },
    };

    private static readonly Dictionary<string, Fault> CtaFaults = new()
    {
        ["lost change"] = (_, seen) => seen with { Ctas = [Cta with { Version = 2, Notes = [null, "n1"] }] },
        ["change in another's place"] = (_, seen) => seen with { Ctas = [Cta with { Notes = [null, "n2", "n1"] }] },
        ["stale condition"] = (history, seen) =>
        {
            history.Ctas.Add(new CtaCall("c", IfMatch: 2, Version: 4, "n3", Began: 5, Ended: 6));
            return seen with { Ctas = [Cta with { Version = 4, Notes = [null, "n1", "n2", "n3"] }] };
        },
        ["version goes back"] = (history, seen) =>
        {
            history.Ctas.Add(new CtaCall("c", null, Version: 2, null, Began: 5, Ended: 6));
            return seen;
        },
        ["missing link"] = (_, seen) => seen with { Predictions = [Old with { GeneratedCtaId = null }, Latest] },
        ["two open CTAs"] = (_, seen) =>
            seen with
            {
                Predictions = [Old, Latest with { GeneratedCtaId = "d" }],
                Ctas = [Cta, Cta with { Id = "d", PredictionId = "p2" }],
                GeneratedCtas = 2,
                OpenCtas = 2,
            },
    };

    private static readonly Dictionary<string, Fault> CountFaults = new()
    {
        ["statistics"] = (_, seen) => seen with { OpenCtas = 0 },
        ["accuracy"] = (_, seen) => seen with { CountedChurn = 2 },
    };

    public static TheoryData<string> Faults => [.. PredictionFaults.Keys, .. CtaFaults.Keys, .. CountFaults.Keys];

    /// <summary>Makes one fault in what was called, or in what is seen afterwards.</summary>
    private delegate Snapshot Fault(CallHistory history, Snapshot seen);

    [Fact]
    public void Nothing_is_found_where_all_is_well() => Assert.Empty(CheckHistory.Violations(History(), Right));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_found(string fault)
    {
        var history = History();
        var make = PredictionFaults.Concat(CtaFaults).Concat(CountFaults).Single(f => f.Key == fault).Value;

        var seen = make(history, Right);

        Assert.NotEmpty(CheckHistory.Violations(history, seen));
    }

    private static CallHistory History()
    {
        var history = new CallHistory();
        history.Facts["a"] = (2, 2);
        history.Predictions.Add("p1");
        history.Predictions.Add("p2");
        history.Ctas.Add(new CtaCall("c", null, Version: 2, "n1", Began: 1, Ended: 2));
        history.Ctas.Add(new CtaCall("c", IfMatch: 2, Version: 3, "n2", Began: 3, Ended: 4));
        return history;
    }
}
