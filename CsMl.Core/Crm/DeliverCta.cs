using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Crm;

/// <summary>
/// Delivers a saved CTA to the CRM, in the state that it has then. The first attempt follows the write; what fails or is
/// cut off stays stored as pending, for <see cref="DeliverPending"/>.
/// </summary>
public sealed partial class DeliverCta(
    ICtaSink sink,
    CtaDeliveryStore store,
    CtaReader ctas,
    ErasedAccounts erased,
    TimeProvider time,
    ILogger<DeliverCta> log
) : IDisposable
{
    /// <summary>First attempts at once; while so many are under way, others are left for later.</summary>
    private const int MostAtOnce = 8;

    /// <summary>How long a caller waits for the first attempt, which then goes on without it.</summary>
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(1);

    /// <summary>Within the lease, so that an attempt never overlaps the next.</summary>
    private static readonly TimeSpan MostTime = CtaDeliveryStore.Lease / 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim _turns = new(MostAtOnce, MostAtOnce);

    public Task CreatedAsync(string tenant, Cta cta) => SoonAsync(tenant, cta);

    /// <summary>Does nothing if the patch changed nothing.</summary>
    public Task ChangedAsync(string tenant, CtaPatchResult patch) =>
        patch is { Record.Cta: { } cta, Event: not null } ? SoonAsync(tenant, cta) : Task.CompletedTask;

    /// <summary>Delivers all changes of a CTA that are pending.</summary>
    public async Task<CtaDeliveryResult> RunAsync(AccountKey account, string ctaId, CancellationToken cancellation)
    {
        var result = CtaDeliveryResult.None;
        // A change that is written during an attempt is left to the process that makes the attempt.
        while (await store.ClaimAsync(account, ctaId, cancellation) is { } delivery)
        {
            result = await AttemptAsync(delivery, cancellation);
        }

        return result;
    }

    public void Dispose() => _turns.Dispose();

    private async Task SoonAsync(string tenant, Cta cta)
    {
        if (sink.IsEmbedded || !_turns.Wait(0, CancellationToken.None))
        {
            return;
        }

        var wait = Task.Delay(MostWait, time);
        await Task.WhenAny(FirstAsync(new AccountKey(tenant, cta.AccountId), cta.Id), wait);
    }

    private async Task FirstAsync(AccountKey account, string ctaId)
    {
        try
        {
            await RunAsync(account, ctaId, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The CTA is saved and stays pending, and its caller may have gone on.
            Interrupted(log, ctaId, e);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<CtaDeliveryResult> AttemptAsync(CtaDelivery delivery, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(MostTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        var attempt = new CtaAttempt(sink, store, delivery);
        try
        {
            if (await FindAsync(delivery, cancellation) is not { } record)
            {
                return CtaDeliveryResult.None;
            }

            var notes = record.Cta.IsOpen ? null : await NotesAsync(delivery.Account, record, cancellation);
            await CrmException.CallAsync(() => attempt.SendAsync(record.Cta, notes, either.Token), cancellation);
        }
        catch (CrmException e)
        {
            var pause = PauseAfter(delivery.Link.Attempts, e.RetryAfter ?? TimeSpan.Zero);
            await store.PostponeAsync(delivery, attempt.Link, pause, cancellation);
            Postponed(log, delivery.CtaId, delivery.Link.Attempts, pause, e);
            return CtaDeliveryResult.Postponed;
        }
        catch (CrmRefusedException e)
        {
            await store.RefuseAsync(delivery, attempt.Link, e.Message, cancellation);
            Refused(log, delivery.CtaId, e.Message);
            return CtaDeliveryResult.Refused;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            // Until it is repaired.
            await store.PostponeAsync(delivery, attempt.Link, LongestPause, cancellation);
            Damaged(log, delivery.CtaId, e);
            return CtaDeliveryResult.Postponed;
        }

        if (!await store.CompleteAsync(delivery, attempt.Link, cancellation))
        {
            return CtaDeliveryResult.None;
        }

        if (!attempt.Link.IsDeleted)
        {
            return CtaDeliveryResult.Delivered;
        }

        Deleted(log, delivery.CtaId);
        return CtaDeliveryResult.DeletedInCrm;
    }

    /// <summary>Null if the account was erased after the attempt began.</summary>
    private async Task<CtaRecord?> FindAsync(CtaDelivery delivery, CancellationToken cancellation)
    {
        if (await ctas.FindAsync(delivery.Account, delivery.CtaId, cancellation) is { } record)
        {
            return record.AsOf(time.GetUtcNow()).Record;
        }

        return await erased.IsErasedAsync(delivery.Account, cancellation)
            ? null
            : throw new InvalidDataException("A CTA that is to be delivered is not stored.");
    }

    private async Task<string?> NotesAsync(AccountKey account, CtaRecord record, CancellationToken cancellation) =>
        await ctas.FindLastEventAsync(account, record, cancellation) is { } last
            ? string.Join(' ', ((string?[])[last.Why, last.Notes]).OfType<string>())
            : null;

    private static TimeSpan PauseAfter(int attempts, TimeSpan asked)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts, 10) - 1);
        return TimeSpan.FromTicks(
            Math.Clamp(asked.Ticks, Math.Min(pause.Ticks, LongestPause.Ticks), LongestPause.Ticks)
        );
    }

    [LoggerMessage(LogLevel.Warning, "CTA {CtaId} could not be sent to the CRM, try {Try}; the next is in {Pause}")]
    private static partial void Postponed(ILogger log, string ctaId, int @try, TimeSpan pause, Exception e);

    [LoggerMessage(LogLevel.Error, "What is stored of CTA {CtaId} is damaged, so that it is not sent to the CRM")]
    private static partial void Damaged(ILogger log, string ctaId, Exception e);

    [LoggerMessage(LogLevel.Error, "The CRM refused CTA {CtaId}: {Reason}")]
    private static partial void Refused(ILogger log, string ctaId, string reason);

    [LoggerMessage(LogLevel.Information, "CTA {CtaId} was deleted in the CRM; nothing of it is sent any more")]
    private static partial void Deleted(ILogger log, string ctaId);

    [LoggerMessage(LogLevel.Error, "CTA {CtaId} is saved, but its delivery was interrupted; it is tried again")]
    private static partial void Interrupted(ILogger log, string ctaId, Exception e);
}
