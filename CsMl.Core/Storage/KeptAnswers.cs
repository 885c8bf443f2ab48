using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Storage;

/// <summary>
/// Keeps the answers to requests with an Idempotency-Key, so that a request that is sent again is answered as before and
/// has no second effect. A key belongs to a tenant and to one request, for a day. Each has one row: it is claimed before
/// the request is carried out, and gets the answer before the caller does. Whoever carries a request out writes
/// the row now and then; an attempt that stopped doing so is taken for dead, and the next one finds its effect by the ids
/// that it derives from the key.
/// </summary>
public sealed partial class KeptAnswers(Tables tables, TimeProvider time, ILogger<KeptAnswers> log)
{
    /// <summary>How long an answer is kept after its request began.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long a caller waits for the answer to the same request.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Most bytes of an answer that is kept. Only reports of imports may be larger, and an import that is repeated
    /// changes nothing.
    /// </summary>
    private const int MostBytes = EntityKey.MaxJsonBytes - 8_000;

    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly IEntityTable _runs = tables.Runs;
    private readonly KeyedLock _lanes = new();

    /// <param name="key">The caller's key, of any characters.</param>
    /// <param name="fingerprint">The same for the same request only.</param>
    /// <param name="accountId">The account in the request's address; null if it has none.</param>
    public async Task<KeyClaim> ClaimAsync(
        string tenant,
        string key,
        string fingerprint,
        string? accountId,
        CancellationToken cancellation
    )
    {
        using var late = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        IDisposable? turn = null;
        try
        {
            turn = await _lanes.EnterAsync(EntityKey.Of(tenant) + '\n' + key, either.Token);
            var claim = await ClaimInTurnAsync(tenant, key, fingerprint, accountId, turn, either.Token);
            turn = claim is KeyClaim.Mine ? null : turn;
            return claim;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new KeyClaim.InUse();
        }
        finally
        {
            turn?.Dispose();
        }
    }

    private async Task<KeyClaim> ClaimInTurnAsync(
        string tenant,
        string key,
        string fingerprint,
        string? accountId,
        IDisposable turn,
        CancellationToken cancellation
    )
    {
        var (partition, hash) = (Partition(tenant), SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{key}")));
        var rowKey = Convert.ToHexStringLower(hash);
        while (true)
        {
            var now = time.GetUtcNow();
            var stored = await _runs.FindAsync(partition, rowKey, cancellation);
            var row = stored is not null && Read(stored) is { } read && now < read.At + Kept ? read : null;
            if (row is not null && row.Fingerprint != fingerprint)
            {
                return new KeyClaim.OtherRequest();
            }

            if (row?.Answer is { } answer)
            {
                return new KeyClaim.Answered(answer);
            }

            if (row is not null && now < row.HeldUntil)
            {
                // Another process carries it out.
                await Task.Delay(Look, time, cancellation);
                continue;
            }

            var mine = row ?? new KeptRow(fingerprint, PredictionId.New(now, hash), now, "", now, accountId, null);
            mine = mine with { Attempt = Guid.NewGuid().ToString("N"), HeldUntil = now + Hold };
            if (await TryWriteAsync(partition, rowKey, mine, stored, cancellation))
            {
                var requestKey = new RequestKey(mine.Id, mine.At, IsAgain: row is not null);
                return new KeyClaim.Mine(requestKey, partition, rowKey, mine.Attempt, turn);
            }
        }
    }

    /// <summary>Carries out a claimed request, and holds the claim until it ends.</summary>
    public async Task<T> WhileAsync<T>(KeyClaim.Mine claim, Func<Task<T>> work)
    {
        try
        {
            return await BeatWhile.RunAsync(
                Beat,
                time,
                () => ChangeAsync(claim, row => row with { HeldUntil = time.GetUtcNow() + Hold }),
                work
            );
        }
        catch
        {
            // It may have had its effect, so the next attempt has to know that it is not the first.
            await ChangeAsync(claim, row => row with { HeldUntil = time.GetUtcNow() });
            throw;
        }
    }

    /// <summary>
    /// Keeps the answer, before the caller gets it. Returns the one that is kept: another one if this attempt was taken for
    /// dead and the next was over first.
    /// </summary>
    public async Task<KeptAnswer> KeepAsync(KeyClaim.Mine claim, KeptAnswer answer, CancellationToken cancellation)
    {
        if (answer.Body.Utf8.Length > MostBytes)
        {
            await ForgetAsync(claim, cancellation);
            return answer;
        }

        while (await _runs.FindAsync(claim.Partition, claim.RowKey, cancellation) is { } stored)
        {
            var row = Read(stored);
            if (row.Answer is { } other)
            {
                return other;
            }

            if (await TryWriteAsync(claim.Partition, claim.RowKey, row with { Answer = answer }, stored, cancellation))
            {
                break;
            }
        }

        return answer;
    }

    /// <summary>Gives the key back after a request that was refused: it changed nothing.</summary>
    public async Task ForgetAsync(KeyClaim.Mine claim, CancellationToken cancellation)
    {
        var stored = await _runs.FindAsync(claim.Partition, claim.RowKey, cancellation);
        if (stored is not null && Read(stored).Attempt == claim.Attempt)
        {
            await _runs.WriteAsync(claim.Partition, [EntityChange.Delete(claim.RowKey, stored.ETag)], cancellation);
        }
    }

    /// <summary>Deletes a tenant's answers that are kept no longer.</summary>
    public Task RemoveOldAsync(string tenant, CancellationToken cancellation)
    {
        var before = time.GetUtcNow() - Kept;
        return RemoveAsync(tenant, row => Read(row).At <= before, static row => row.ETag, cancellation);
    }

    /// <summary>Deletes the answers to requests of an account, and those that name it.</summary>
    /// <returns>
    /// Their number, and whether nothing is left: a request of several accounts that is being carried out may name it yet.
    /// </returns>
    public async Task<(int Rows, bool IsWhole)> RemoveAsync(AccountKey account, CancellationToken cancellation)
    {
        var (isWhole, now) = (true, time.GetUtcNow());
        var id = JsonEncodedText.Encode(account.AccountId, PlainText.Encoder);
        // As a value, or named in a sentence.
        byte[][] forms = [Encoding.UTF8.GetBytes($"\"{id}\""), Encoding.UTF8.GetBytes($"'{id}'")];
        var removed = await RemoveAsync(
            account.Tenant,
            row =>
            {
                var isNamed = Array.Exists(forms, form => row.Json.Span.IndexOf(form) >= 0);
                isWhole &= isNamed || !MayYetName(row, now);
                return isNamed;
            },
            // Whether its request is being carried out or not.
            static _ =>
                null,
            cancellation
        );
        return (removed, isWhole);
    }

    /// <summary>True for a request of several accounts that is being carried out.</summary>
    private static bool MayYetName(Entity row, DateTimeOffset now)
    {
        try
        {
            return Read(row) is { AccountId: null, Answer: null } open && open.HeldUntil > now;
        }
        catch (DamagedRowException)
        {
            // It names nobody as it is, and no attempt can write it.
            return false;
        }
    }

    private async Task<int> RemoveAsync(
        string tenant,
        Func<Entity, bool> isRemoved,
        Func<Entity, string?> etag,
        CancellationToken cancellation
    )
    {
        var partition = Partition(tenant);
        var removed = 0;
        await foreach (var row in _runs.QueryAsync(partition, new RowRange("0", "g"), cancellation))
        {
            if (isRemoved(row))
            {
                var change = EntityChange.Delete(row.RowKey, etag(row));
                removed += (await _runs.WriteAsync(partition, [change], cancellation)).Succeeded ? 1 : 0;
            }
        }

        return removed;
    }

    /// <summary>
    /// Changes the row of this attempt. A failure is only logged: another attempt may then begin too early or too late,
    /// and both find the same effect.
    /// </summary>
    private async Task ChangeAsync(KeyClaim.Mine claim, Func<KeptRow, KeptRow> change)
    {
        try
        {
            var stored = await _runs.FindAsync(claim.Partition, claim.RowKey, CancellationToken.None);
            if (stored is not null && Read(stored) is { Answer: null } row && row.Attempt == claim.Attempt)
            {
                await TryWriteAsync(claim.Partition, claim.RowKey, change(row), stored, CancellationToken.None);
            }
        }
        catch (StorageUnavailableException e)
        {
            NotWritten(log, e);
        }
    }

    private async Task<bool> TryWriteAsync(
        string partition,
        string rowKey,
        KeptRow row,
        Entity? before,
        CancellationToken cancellation
    )
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(row, RowJson.Plain.KeptRow);
        var change = before is null
            ? EntityChange.Insert(rowKey, json)
            : EntityChange.Replace(rowKey, json, before.ETag);
        return (await _runs.WriteAsync(partition, [change], cancellation)).Succeeded;
    }

    private static KeptRow Read(Entity row) => row.Read(RowJson.Plain.KeptRow);

    /// <summary>Cannot collide with a run's partition, because no run id is "keys".</summary>
    internal static string Partition(string tenant) => EntityKey.Of(tenant, "keys");

    [LoggerMessage(LogLevel.Warning, "That a request with an Idempotency-Key is being carried out could not be noted")]
    private static partial void NotWritten(ILogger log, Exception e);
}
