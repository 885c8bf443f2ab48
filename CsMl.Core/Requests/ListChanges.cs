using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Lists what changed in a portfolio, oldest first, for callers that cannot be called.</summary>
public sealed class ListChanges(ChangeStore store, TenantSettings settings)
{
    public async Task<ChangePage> RunAsync(string tenant, string? after, int limit, CancellationToken cancellation)
    {
        var scale = (await settings.OfAsync(tenant, cancellation)).Risk;
        var (found, next) = await store.ListAsync(tenant, after, limit, cancellation);
        return new ChangePage(
            [.. found.SelectMany(changed => changed.Changes.Select(change => Tell(changed.At, change, scale)))],
            next
        );
    }

    private static ListedChange Tell(DateTimeOffset at, ResultChange change, RiskScale scale)
    {
        var isPrediction = change.Kind == ResultChangeKind.Prediction;
        var hasCategory = change.Type == PredictionType.Churn;
        return new ListedChange(
            at,
            change.Kind,
            change.AccountId,
            change.Type,
            isPrediction ? change.Id : null,
            change.Probability,
            change.Previous,
            change.Category ?? CategoryOf(change.Probability),
            change.PreviousCategory ?? CategoryOf(change.Previous),
            change.Kind == ResultChangeKind.Cta ? change.Id : null,
            change.Status,
            change.Outcome
        );

        // Rows of an earlier version do not name it.
        RiskCategory? CategoryOf(double? probability) =>
            hasCategory && probability is { } known ? scale.CategoryOf(known) : null;
    }
}
