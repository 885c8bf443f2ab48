using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>
/// Decides whether a prediction came true. A pure function. An event is within the window if it comes after the instant
/// of the prediction and not after the last instant of the window. A recorded outcome takes precedence, whenever it is
/// recorded; without one, the CRM's facts decide once the window has passed. Each type's descriptor has its own
/// criteria (<see cref="PredictionTypeDescriptor.IsTrueBy"/>, <see cref="PredictionTypeDescriptor.SettleAtEnd"/>). If
/// they cannot decide, the result is unknown and never wrong.
/// </summary>
internal static class SettlePrediction
{
    /// <summary>Decides by the recorded outcomes; open if they do not decide it.</summary>
    /// <param name="startedAt">The start of the account's subscription; a later one means that it came back.</param>
    public static SettlementDecision ByOutcomes(
        CountedPrediction p,
        IReadOnlyList<Outcome> outcomes,
        DateTimeOffset now,
        DateTimeOffset? startedAt = null
    )
    {
        var inOrder = outcomes.OrderBy(o => o.OccurredAt).ThenBy(o => o.Kind).ToList();
        if (
            inOrder.LastOrDefault(o => o.IsOfRetention && p.IsAfter(o)) is { Kind: OutcomeKind.Churned } departure
            && !(startedAt > departure.OccurredAt && startedAt <= p.PredictedAt)
        )
        {
            // The account had already left, although the CRM did not show it yet, so there was nothing to predict.
            return SettlementDecision.Void;
        }

        var type = PredictionTypes.Of(p.Type);
        foreach (var outcome in inOrder.Where(p.IsWithin))
        {
            if (type.IsTrueBy(outcome.Kind) is { } happened)
            {
                return SettlementDecision.Settled(
                    Settlement.Of(p, EnumNames.Of(outcome.Kind), happened, now, outcome.OccurredAt)
                );
            }
        }

        return SettlementDecision.Open;
    }

    /// <summary>Decides by the CRM's current facts if <see cref="ByOutcomes"/> returned open.</summary>
    /// <param name="facts">Null if the CRM no longer has the account.</param>
    public static SettlementDecision ByFacts(
        CountedPrediction p,
        AccountFacts? facts,
        IReadOnlyList<Outcome> outcomes,
        DateTimeOffset now
    )
    {
        var type = PredictionTypes.Of(p.Type);
        var renewal = Outcome.RetentionAsOf(outcomes, now) with { ChurnedAt = null };
        var left = facts is not null && DeriveLifecycle.Of(facts, renewal, now).State == Lifecycle.Left;
        if (left && now <= p.Due + CountedPrediction.SeenLate && type.IsTrueBy(OutcomeKind.Churned) is { } happened)
        {
            return SettlementDecision.Settled(
                Settlement.Of(p, EnumNames.Of(OutcomeKind.Churned), happened, now, outcomeAt: now)
            );
        }

        return now < p.Due ? SettlementDecision.Open
            : facts is null ? SettlementDecision.Unknown
            : type.SettleAtEnd(new WindowEnd(p, facts, left, outcomes, now));
    }
}
