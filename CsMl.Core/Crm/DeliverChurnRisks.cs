using System.Text.Json;
using CsMl.Core.Crm.Platform;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Crm;

/// <summary>
/// Sends the probabilities of churn that the CRM does not have yet. A timer calls it, so that one process does it at a
/// time; if two ever do, the one that comes second sends the latest again.
/// </summary>
public sealed partial class DeliverChurnRisks(
    PlatformChurnRisk sink,
    ChurnRiskStore store,
    PredictionReader predictions,
    Outgoing outgoing,
    ILogger<DeliverChurnRisks> log
)
{
    private const int MostAtOnce = 8;

    /// <param name="isLate">True when no further account is to be begun.</param>
    public async Task RunAsync(string tenant, Func<bool> isLate, CancellationToken cancellation)
    {
        if (!outgoing.ChurnRisk)
        {
            return;
        }

        var isDown = false;
        await Parallel.ForEachAsync(
            store.ListPendingAsync(tenant, cancellation).TakeWhile(_ => !Volatile.Read(ref isDown) && !isLate()),
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation },
            async (pending, cancel) =>
            {
                try
                {
                    await SendAsync(pending, cancel);
                }
                catch (CrmException e)
                {
                    // The others wait for the next call too, because the CRM is likely to fail them as well.
                    Volatile.Write(ref isDown, true);
                    NotSent(log, e);
                }
                catch (JsonException e)
                {
                    Unreadable(log, e);
                }
            }
        );
    }

    private async Task SendAsync(PendingChurnRisk pending, CancellationToken cancellation)
    {
        string? refusal = null;
        // Null if the account was removed.
        var latest = await predictions.FindLatestAsync(pending.Account, PredictionType.Churn, cancellation);
        try
        {
            if (latest is not null)
            {
                await sink.SendAsync(pending.Account, ChurnRiskStore.Of(latest.Head.Probability), cancellation);
            }
        }
        catch (CrmRefusedException e)
        {
            refusal = e.Message;
            Refused(log, e.Message);
        }

        await store.EndAsync(pending, refusal, cancellation);
    }

    [LoggerMessage(LogLevel.Warning, "The churn risks could not be sent to the CRM; they are sent again")]
    private static partial void NotSent(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "A prediction cannot be read, so that its churn risk is not sent to the CRM")]
    private static partial void Unreadable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "The CRM refused the churn risk of an account: {Reason}")]
    private static partial void Refused(ILogger log, string reason);
}
