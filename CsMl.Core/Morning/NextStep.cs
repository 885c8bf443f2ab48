using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Morning;

/// <summary>What to do about an account at risk, until when, and who does it.</summary>
/// <param name="Action">A sentence that names the person to speak to, where one is known.</param>
/// <param name="Cta">The open CTA that is due first; null if there is none.</param>
/// <param name="OwnerId">Of the CTA, else of the account; null if nobody is.</param>
public sealed record NextStep(string Action, Cta? Cta, DateTimeOffset? DueDate, string? OwnerId)
{
    /// <param name="prediction">Null if it cannot be read any more.</param>
    /// <param name="ctas">The account's CTAs, the CRM's own too.</param>
    internal static NextStep? Of(
        Prediction? prediction,
        IEnumerable<Cta> ctas,
        string? accountOwner,
        DateTimeOffset? renewal
    )
    {
        var cta = ctas.Where(cta => cta.IsOpen)
            .OrderBy(cta => cta.Status == CtaStatus.Snoozed)
            .ThenBy(cta => cta.DueDate ?? DateTimeOffset.MaxValue)
            .ThenByDescending(cta => cta.Priority)
            .ThenBy(cta => cta.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        var action = prediction?.Recommendations is [var first, ..] ? first.Action : cta?.Title;
        if (action is null)
        {
            return null;
        }

        var due =
            cta is not null ? cta.DueDate
            : prediction is { OwnCta.DueDays: var days } ? Predictions.DueDate.Of(prediction.PredictedAt, days, renewal)
            : (DateTimeOffset?)null;
        return new NextStep(action, cta, due, cta?.OwnerId ?? accountOwner);
    }
}
