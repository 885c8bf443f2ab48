using System.Security.Cryptography;
using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// Stores who is signed in to the pages, so that every instance knows it, a restart changes nothing and signing out ends
/// it. A session is found by its secret, of which the store holds the SHA-256 alone.
/// </summary>
public sealed class PageSessions(Tables tables, TimeProvider time)
{
    /// <summary>How long somebody stays signed in: a working day.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Cannot collide with a tenant's partition, because no run id is "sessions".</summary>
    internal static readonly string Partition = EntityKey.Of("pages", "sessions");

    private static readonly RowRange All = RowRange.Of("s~");

    private readonly IEntityTable _runs = tables.Runs;

    /// <summary>Begins a session, and deletes those that are over.</summary>
    public async Task BeginAsync(byte[] secret, string keyHash, string? userId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new PageSession(keyHash, userId, now + Lasts),
            RowJson.Plain.PageSession
        );
        await _runs.WriteAsync(Partition, [EntityChange.Upsert(KeyOf(secret), json)], cancellation);
        await foreach (var row in _runs.QueryAsync(Partition, All, cancellation))
        {
            if (Read(row).ExpiresAt <= now)
            {
                await _runs.WriteAsync(Partition, [EntityChange.Delete(row.RowKey)], cancellation);
            }
        }
    }

    /// <summary>Null if there is no such session, or it is over.</summary>
    public async Task<PageSession?> FindAsync(byte[] secret, CancellationToken cancellation) =>
        await _runs.FindAsync(Partition, KeyOf(secret), cancellation) is { } row
        && Read(row) is var session
        && time.GetUtcNow() < session.ExpiresAt
            ? session
            : null;

    public async Task EndAsync(byte[] secret, CancellationToken cancellation) =>
        await _runs.WriteAsync(Partition, [EntityChange.Delete(KeyOf(secret))], cancellation);

    private static PageSession Read(Entity row) => row.Read(RowJson.Plain.PageSession);

    private static string KeyOf(byte[] secret) => EntityKey.Of("s", Convert.ToHexStringLower(SHA256.HashData(secret)));
}
