using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Health;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Reads all that is shown of one account. It makes no prediction and changes nothing.</summary>
public sealed class ReadAccountDetails(
    FindAccount find,
    PredictionReader predictions,
    PredictionBasisStore bases,
    ComparePredictions compare,
    CtaReader ctas,
    OutcomeStore outcomes,
    ReadFactsAge factsAge,
    TenantSettings settings,
    TimeProvider time
)
{
    private const int MostCtas = 20;
    private const int MostPredictions = 20;
    private const int ScoreDays = 365;

    /// <summary>Null if there is no such account.</summary>
    public async Task<AccountDetails?> RunAsync(AccountKey account, CancellationToken cancellation)
    {
        if (await find.RunAsync(account, cancellation) is not { } known)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var signals = Signals.Of(known.Facts, now, known.Retention);
        var (history, _) = await predictions.ListAsync(
            account,
            PredictionType.Churn,
            includeExpired: true,
            after: null,
            MostPredictions,
            now,
            cancellation
        );
        var synced = (await factsAge.RunAsync(account.Tenant, cancellation)).State.SyncedAt;
        return new AccountDetails(
            known,
            signals,
            HealthSeries.Of(known.Facts.HealthHistory, static s => s.OverallScore, now.AddDays(-ScoreDays), now),
            AnalyseHealth.Of(signals, PredictionRequest.DefaultWindowDays, [], static action => action),
            (await settings.OfAsync(account.Tenant, cancellation)).Risk,
            await ExplainAsync(account, known, now, cancellation),
            await CtasAsync(account, known, now, cancellation),
            history,
            await OutcomesAsync(account, cancellation)
        )
        {
            SyncedAt = synced == DateTimeOffset.MaxValue ? null : synced,
        };
    }

    /// <summary>Null if there is no valid prediction, or the account can no longer leave.</summary>
    private async Task<ExplainedPrediction?> ExplainAsync(
        AccountKey account,
        KnownAccount known,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (
            !known.LifecycleAt(now).IsCustomer
            || await predictions.FindLatestAsync(account, PredictionType.Churn, cancellation) is not { } latest
            || !latest.IsValidAt(now)
        )
        {
            return null;
        }

        var place = new PreviousPrediction(latest.Head.PredictionId, latest.Head.PredictedAt);
        var basis = await bases.FindAsync(account, PredictionType.Churn, place, cancellation);
        var (usual, parts) = basis is null ? (0, []) : AttributeChange.Of(basis.ToComparable());
        return new ExplainedPrediction(
            (ChurnPrediction)latest.Prediction,
            latest.Fingerprint != known.Fingerprint,
            basis is null ? null : usual,
            parts,
            (await compare.RunAsync(account, latest.Head.PredictionId, cancellation)).Change
        );
    }

    private async Task<IReadOnlyList<Outcome>> OutcomesAsync(AccountKey account, CancellationToken cancellation)
    {
        var id = account.AccountId;
        var all = await outcomes.ListOutcomesAsync(account.Tenant, Bucket.Of(id), (id, id), cancellation);
        return [.. all[id].Where(o => !o.IsInferred).OrderByDescending(o => o.OccurredAt)];
    }

    /// <summary>Open ones first.</summary>
    private async Task<IReadOnlyList<(Cta Cta, int? Version)>> CtasAsync(
        AccountKey account,
        KnownAccount known,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var all = new List<(Cta Cta, int? Version)>();
        await foreach (var stored in ctas.ListAsync(account, cancellation))
        {
            var record = stored.AsOf(now).Record;
            all.Add((record.Cta, record.Version));
        }

        var ours = all.Select(own => own.Cta.Id).ToHashSet(StringComparer.Ordinal);
        all.AddRange(known.Facts.Ctas.Where(cta => !ours.Contains(cta.Id)).Select(cta => (cta, (int?)null)));
        return
        [
            .. all.OrderByDescending(cta => cta.Cta.IsOpen)
                .ThenByDescending(cta => cta.Cta.CreatedAt)
                .ThenBy(cta => cta.Cta.Id, StringComparer.Ordinal)
                .Take(MostCtas),
        ];
    }
}
