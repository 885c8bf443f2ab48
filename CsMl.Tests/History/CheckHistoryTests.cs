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

    [Fact]
    public void Nothing_is_found_where_all_is_well() => Assert.Empty(CheckHistory.Violations(History(), Right));

    [Theory]
    [InlineData("facts")]
    [InlineData("lost prediction")]
    [InlineData("older is active")]
    [InlineData("two are active")]
    [InlineData("none is active")]
    [InlineData("list")]
    [InlineData("list of an older one")]
    [InlineData("lost change")]
    [InlineData("change in another's place")]
    [InlineData("stale condition")]
    [InlineData("version goes back")]
    [InlineData("missing link")]
    [InlineData("two open CTAs")]
    [InlineData("statistics")]
    [InlineData("accuracy")]
    public void Each_fault_is_found(string fault)
    {
        var history = History();
        var seen = Right;
        switch (fault)
        {
            case "facts":
                seen = seen with { Names = new Dictionary<string, int> { ["a"] = 1 } };
                break;
            case "lost prediction":
                history.Predictions.Add("p3");
                break;
            case "older is active":
                seen = seen with
                {
                    Predictions = [Old with { Status = "ACTIVE" }, Latest with { Status = "SUPERSEDED" }],
                    HighRisk = [new("a", "p1", 0.9)],
                };
                break;
            case "two are active":
                seen = seen with
                {
                    Predictions = [Old with { Status = "ACTIVE" }, Latest],
                    HighRisk = [new("a", "p1", 0.9), new("a", "p2", 0.2)],
                };
                break;
            case "none is active":
                seen = seen with { Predictions = [Old, Latest with { Status = "EXPIRED" }], HighRisk = [] };
                break;
            case "list":
                seen = seen with { HighRisk = [] };
                break;
            case "list of an older one":
                seen = seen with { HighRisk = [new("a", "p1", 0.9)] };
                break;
            case "lost change":
                seen = seen with { Ctas = [Cta with { Version = 2, Notes = [null, "n1"] }] };
                break;
            case "change in another's place":
                seen = seen with { Ctas = [Cta with { Notes = [null, "n2", "n1"] }] };
                break;
            case "stale condition":
                seen = seen with { Ctas = [Cta with { Version = 4, Notes = [null, "n1", "n2", "n3"] }] };
                history.Ctas.Add(new CtaCall("c", IfMatch: 2, Version: 4, "n3", Began: 5, Ended: 6));
                break;
            case "version goes back":
                history.Ctas.Add(new CtaCall("c", null, Version: 2, null, Began: 5, Ended: 6));
                break;
            case "missing link":
                seen = seen with { Predictions = [Old with { GeneratedCtaId = null }, Latest] };
                break;
            case "two open CTAs":
                seen = seen with
                {
                    Predictions = [Old, Latest with { GeneratedCtaId = "d" }],
                    Ctas = [Cta, Cta with { Id = "d", PredictionId = "p2" }],
                    GeneratedCtas = 2,
                    OpenCtas = 2,
                };
                break;
            case "statistics":
                seen = seen with { OpenCtas = 0 };
                break;
            case "accuracy":
                seen = seen with { CountedChurn = 2 };
                break;
        }

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
