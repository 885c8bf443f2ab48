using System.Text.Json;

namespace CsMl.Tests.Http;

/// <summary>The shape of an accuracy, with all its figures.</summary>
internal static class AccuracyShape
{
    public static void IsOfShape(HttpAnswer answer)
    {
        JsonShape.Is(answer.Data, Shapes.Accuracy);
        JsonShape.Is(answer.At("data.settledEarly"), Shapes.SettledEarly);
        foreach (var type in answer.At("data.byType").EnumerateObject())
        {
            JsonShape.Is(type.Value, "total:whole validated:whole accurate:whole");
        }

        AreFigures(answer);
        AreGroups(answer);
        IsEffect(answer.At("data.byCta"));
        JsonShape.All(answer.At("data.bySegment"), Shapes.SegmentAccuracy);
        AreComparisons(answer.At("data.comparisons"));
    }

    private static void AreFigures(HttpAnswer answer)
    {
        foreach (
            var figures in (JsonElement[])
                [answer.At("data.figures"), answer.At("data.bySource.llm"), answer.At("data.bySource.rules")]
        )
        {
            JsonShape.Is(figures, Shapes.Figures);
            JsonShape.All(figures.GetProperty("calibration"), Shapes.CalibrationBin);
            JsonShape.All(figures.GetProperty("lift"), Shapes.LiftTenth);
            Assert.Equal(10, figures.GetProperty("calibration").GetArrayLength());
            foreach (var figure in figures.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Object))
            {
                IsFigure(figure.Value);
            }
        }
    }

    private static void AreGroups(HttpAnswer answer)
    {
        foreach (
            var group in answer
                .At("data.byMonth")
                .EnumerateObject()
                .Concat(answer.At("data.byCategory").EnumerateObject())
        )
        {
            JsonShape.Is(group.Value, Shapes.GroupAccuracy);
            IsFigure(group.Value.GetProperty("baseRate"));
            IsFigure(group.Value.GetProperty("accuracy"));
        }
    }

    private static void AreComparisons(JsonElement comparisons)
    {
        if (comparisons.ValueKind == JsonValueKind.Object)
        {
            JsonShape.Is(comparisons.GetProperty("languageModel"), Shapes.ForecastComparison);
            JsonShape.Is(comparisons.GetProperty("people"), Shapes.PeopleComparison);
            JsonShape.Is(comparisons.GetProperty("people").GetProperty("scores"), Shapes.ForecastComparison);
        }
    }

    private static void IsEffect(JsonElement byCta)
    {
        if (byCta.ValueKind == JsonValueKind.Object)
        {
            JsonShape.Is(byCta, Shapes.CtaEffect);
            JsonShape.All(byCta.GetProperty("byCategory"), Shapes.CtaEffectAtRisk);
            foreach (var risk in byCta.GetProperty("byCategory").EnumerateArray())
            {
                JsonShape.Is(risk.GetProperty("withCompletedCta"), Shapes.ChurnShare);
                IsFigure(risk.GetProperty("withoutCompletedCta").GetProperty("rate"));
            }
        }
    }

    private static void IsFigure(JsonElement figure)
    {
        JsonShape.Is(figure, Shapes.Figure);
        var hasValue = figure.GetProperty("value").ValueKind == JsonValueKind.Number;
        Assert.Equal(!hasValue, figure.GetProperty("note").ValueKind == JsonValueKind.String);
    }
}
