using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>Makes the row of the risk index for a stored prediction again, from that and the account's current facts.</summary>
internal sealed class RebuildRiskRow(Tables tables)
{
    private readonly PredictionBasisStore _bases = new(tables);

    /// <param name="known">Null if the account was removed; the row then has what the prediction says of it.</param>
    public async Task<byte[]> RunAsync(
        AccountKey account,
        KnownAccount? known,
        Lifecycle lifecycle,
        LatestPrediction latest,
        CancellationToken cancellation
    )
    {
        var signals = known is null ? null : Signals.Of(known.Facts, latest.Head.PredictedAt, known.Retention);
        var summary = known is null
            ? new AccountSummary(account.AccountId, latest.Prediction.AccountName, null, null)
            : AccountSummary.Of(known.Facts, signals!.HealthScore, lifecycle);
        var type = latest.Prediction.Type;
        var place = new PreviousPrediction(latest.Head.PredictionId, latest.Head.PredictedAt);
        var basis = await _bases.FindAsync(account, type, place, cancellation);
        var made = new MadePrediction(
            latest.Prediction,
            new FactsVersion(latest.Fingerprint, latest.Head.FactsRevision),
            latest.RunId,
            summary
        )
        {
            RenewalDate = signals?.TermEnd,
            Basis = basis?.Basis,
            Terms = known is null ? null : AccountTerms.Of(known.Facts),
        };
        var risk = RiskRow.Of(made) with { Before = await BeforeAsync(account, type, basis, cancellation) };
        return JsonSerializer.SerializeToUtf8Bytes(risk, RowJson.Plain.RiskRow);
    }

    /// <summary>What was predicted before; null if that is not known.</summary>
    private async Task<RiskBefore?> BeforeAsync(
        AccountKey account,
        PredictionType type,
        StoredBasis? basis,
        CancellationToken cancellation
    )
    {
        if (basis is null)
        {
            return null;
        }

        if (basis.Previous is not { } previous)
        {
            return new RiskBefore(null, null);
        }

        return await _bases.FindAsync(account, type, previous, cancellation) is { } before
            ? new RiskBefore(before.Probability, before.PredictedAt)
            : null;
    }
}
