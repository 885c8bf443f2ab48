using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Requests;

/// <summary>Applies one patch to many CTAs. Each stands for itself: one that fails does not stop the others.</summary>
public sealed partial class UpdateCtas(UpdateCta update, ILogger<UpdateCtas> log)
{
    private const int MostAtOnce = 8;

    /// <summary>The results in the order of the CTAs; null if there is no such account.</summary>
    /// <param name="by">The caller; null if it did not identify itself.</param>
    public async Task<IReadOnlyList<CtaPatchResult?>> RunAsync(
        IReadOnlyList<(AccountKey Account, string CtaId)> ctas,
        CtaPatch change,
        string? by,
        CancellationToken cancellation
    )
    {
        var results = new CtaPatchResult?[ctas.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(
            0,
            ctas.Count,
            parallel,
            async (i, cancel) => results[i] = await TryAsync(ctas[i].Account, ctas[i].CtaId, change, by, cancel)
        );
        return results;
    }

    private async Task<CtaPatchResult?> TryAsync(
        AccountKey account,
        string ctaId,
        CtaPatch change,
        string? by,
        CancellationToken cancellation
    )
    {
        try
        {
            return await update.RunAsync(account, ctaId, change, _ => true, by, cancellation);
        }
        catch (StorageUnavailableException e)
        {
            Unavailable(log, e);
            return CtaPatchResult.Refuse(
                CtaPatchProblem.Unavailable,
                "The storage is not available; send this one again in a few seconds."
            );
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Failed(log, e);
            return CtaPatchResult.Refuse(CtaPatchProblem.Failed, "The change failed; the log says why.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "The storage did not answer a change of one CTA of many")]
    private static partial void Unavailable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "A change of one CTA of many failed")]
    private static partial void Failed(ILogger log, Exception e);
}
