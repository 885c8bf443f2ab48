using System.Text;
using CsMl.Core.Accounts;
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
    private const int MostDrivers = 4;
    private const int MostReassurances = 2;
    private const int MostBeside = 2;

    internal static string InWords(
        PredictionRequest request,
        Signals signals,
        double probability,
        RuleEvaluation evaluation,
        DataCompleteness quality,
        PredictionSource source
    )
    {
        var name = PrintableText.Of(request.Facts.Name);
        var percent = FormatPercent.Of(probability, request.Scale);
        var text = new StringBuilder(400);
        var type = PredictionTypes.Of(request.Type);
        // A finding that must be named is among the drivers even if it reassures; here it stands where it belongs.
        var drivers = evaluation.DriversFor(MostDrivers).Where(w => w is { LogOdds: > 0, IsTurned: false }).ToList();
        var against = evaluation.Against(MostReassurances);
        var beside = evaluation.Beside(MostBeside);
        if (signals.HasLeft)
        {
            text.Append(name).Append(" has left: ").Append(signals.Standing.Reason).Append(". ");
        }
        else if (drivers.Count + against.Count + beside.Count == 0)
        {
            text.Append(MissingData.Extent(signals, quality.Report))
                .Append(' ')
                .Append(name)
                .Append(", so the usual ")
                .Append(type.Noun)
                .Append(" within ")
                .Append(request.WindowDays)
                .Append(" days (")
                .Append(percent)
                .Append(") is assumed. ");
            if (MissingData.InWords(quality.Report) is { } missing)
            {
                text.Append("What would tell most: ").Append(missing).Append(". ");
            }
        }
        else
        {
            var isNotice = type.IsAboutRetention && signals.Lifecycle == Lifecycle.Notice;
            text.Append(name)
                .Append(
                    isNotice
                        ? " has said that it leaves; chance that it does within "
                        : type.ExplanationPhrase(request.Scale.CategoryOf(probability))
                )
                .Append(request.WindowDays)
                .Append(" days (")
                .Append(percent)
                .Append("). ");
            List(text, "What points to it: ", drivers);
            List(text, "What speaks against it: ", against);
            List(text, "Also on record: ", beside);
        }

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
