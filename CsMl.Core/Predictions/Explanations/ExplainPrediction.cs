using System.Text;
using CsMl.Core.Json;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// Writes the explanation: the likelihood of the event, the reasons for and against it, and the completeness of the
/// data.
/// </summary>
public static class ExplainPrediction
{
    internal static string InWords(
        PredictionRequest request,
        double probability,
        RiskCategory category,
        IReadOnlyList<WeightedFinding> drivers,
        IReadOnlyList<WeightedFinding> against,
        DataCompleteness quality,
        PredictionSource source
    )
    {
        if (drivers.Count + against.Count == 0)
        {
            return $"Too little is known about {PrintableText.Of(request.Facts.Name)} to tell, so what is usual is assumed for the next {request.WindowDays} days ({Percent(probability)} %). {Made(quality, source)}".TrimEnd();
        }

        var text = new StringBuilder(400);
        text.Append(PrintableText.Of(request.Facts.Name))
            .Append(PredictionTypes.Of(request.Type).ExplanationPhrase(category))
            .Append(request.WindowDays)
            .Append(" days (")
            .Append(Percent(probability))
            .Append(" %). ");
        List(text, "What points to it: ", drivers);
        List(text, "What speaks against it: ", against);
        return text.Append(Made(quality, source)).ToString().TrimEnd();
    }

    private static string Made(DataCompleteness quality, PredictionSource source) =>
        (source, quality.IsSufficient) switch
        {
            (PredictionSource.Rules, true) => "Made by rules.",
            (PredictionSource.Rules, false) => "Made by rules from little data, so read it with care.",
            (_, true) => "",
            (_, false) => "Made from little data, so read it with care.",
        };

    /// <summary>
    /// Whole percent, rounded down, so that 59.9 % is never shown as the 60 % of the next category. Uses decimal,
    /// because 0.58 × 100 is less than 58 in binary floating point.
    /// </summary>
    public static int Percent(double probability) => (int)((decimal)probability * 100);

    /// <summary>Such as <c>high</c>, or <c>High</c> at the start of a sentence.</summary>
    public static string Word(RiskCategory category, bool capital = false) =>
        capital ? category.ToString() : EnumNames.Of(category);

    private static void List(StringBuilder text, string lead, IReadOnlyList<WeightedFinding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        text.Append(lead);
        for (var i = 0; i < findings.Count; i++)
        {
            text.Append(findings[i].Finding.Sentence).Append(". ");
        }
    }
}
