using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>The rules' findings, strongest first. They are the only items that a reply may cite by id.</summary>
internal static class EvidenceList
{
    /// <remarks>The sentences are the app's own and contain no CRM text.</remarks>
    public static FactList Of(RuleEvaluation evaluation)
    {
        // A stable sort keeps the order of the rules for equal findings.
        WeightedFinding[] findings = [.. evaluation.Findings.OrderByDescending(static w => Math.Abs(w.LogOdds))];
        return new FactList(
            "evidence",
            findings.Length,
            findings.Length,
            (json, i) =>
            {
                var (finding, share) = findings[i];
                json.WriteStartObject();
                json.WriteString("id", finding.Rule);
                json.WriteString("factor", finding.Factor);
                json.WriteString("current", finding.CurrentValue);
                json.WriteString("usual", finding.Threshold);
                json.WriteString("trend", LowerCase.Of(finding.Trend));
                json.WriteNumber("weight", Math.Round(share, 2));
                json.WriteString("says", finding.Sentence);
                json.WriteEndObject();
            }
        );
    }
}
