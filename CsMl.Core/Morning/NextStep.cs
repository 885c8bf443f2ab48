using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;

namespace CsMl.Core.Morning;

/// <summary>What to do about an account at risk, until when, and who does it.</summary>
/// <param name="Action">A sentence that names the person to speak to, where one is known.</param>
/// <param name="Cta">
/// The app's open CTA that is due first, or else the CRM's about a risk; null if there is none. What else the CRM has to do
/// is another matter.
/// </param>
/// <param name="IsOwn">False if the CTA is the CRM's, and can be changed there alone.</param>
/// <param name="OwnerId">Of the CTA, else of the account; null if nobody is.</param>
public sealed record NextStep(string Action, Cta? Cta, bool IsOwn, DateTimeOffset? DueDate, string? OwnerId)
{
    /// <summary>The version of the app's own CTA, so that a form changes it only as it was shown; else null.</summary>
    [JsonIgnore]
    public int? Version { get; init; }

    /// <param name="prediction">Null if it cannot be read any more.</param>
    /// <param name="own">The app's CTAs of the account.</param>
    /// <param name="facts">The account, with the CRM's CTAs.</param>
    internal static NextStep? Of(
        Prediction? prediction,
        IReadOnlyList<CtaRecord> own,
        AccountFacts facts,
        DateTimeOffset? renewal
    )
    {
        var first = FirstOf(own.Select(record => record.Cta));
        var cta = first ?? FirstOf(facts.Ctas.Where(other => other.Type == CtaType.Risk));
        var action = prediction?.Recommendations is [var step, ..] ? step.Action : cta?.Title;
        if (action is null)
        {
            return null;
        }

        var due =
            cta is not null ? cta.DueDate
            : prediction is { OwnCta.DueDays: var days } ? Predictions.DueDate.Of(prediction.PredictedAt, days, renewal)
            : (DateTimeOffset?)null;
        return new NextStep(action, cta, IsOwn: first is not null, due, cta?.OwnerId ?? facts.OwnerId)
        {
            Version = own.FirstOrDefault(record => record.Cta == first)?.Version,
        };
    }

    private static Cta? FirstOf(IEnumerable<Cta> ctas) =>
        ctas.Where(cta => cta.IsOpen)
            .OrderBy(cta => cta.Status == CtaStatus.Snoozed)
            .ThenBy(cta => cta.DueDate ?? DateTimeOffset.MaxValue)
            .ThenByDescending(cta => cta.Priority)
            .ThenBy(cta => cta.Id, StringComparer.Ordinal)
            .FirstOrDefault();
}
