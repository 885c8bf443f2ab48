using System.Globalization;
using System.Text.Json;
using CsMl.Core.Learning;

namespace CsMl.Core.Storage;

/// <summary>
/// The versions of what each tenant's outcomes taught, one row each, kept for ever; and the mark that there may be
/// outcomes which no version has seen.
/// </summary>
public sealed class LearnedVersions(Tables tables)
{
    private const string VersionKind = "version";
    private const string DueKey = "due";

    internal static RowRange Versions { get; } = RowRange.Of(VersionKind + EntityKey.Separator);

    private readonly IEntityTable _runs = tables.Runs;

    /// <summary>All versions, newest first.</summary>
    public async Task<IReadOnlyList<StoredVersion>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var versions = new List<StoredVersion>();
        await foreach (var row in _runs.QueryAsync(Partition(tenant), Versions, cancellation))
        {
            versions.Add(Read(row));
        }

        return versions;
    }

    /// <summary>The version that the newest one says is to be used; null for the rules.</summary>
    public async Task<StoredVersion?> FindUsedAsync(string tenant, CancellationToken cancellation) =>
        await FindNewestAsync(tenant, cancellation) is not { Use: { } used } newest ? null
        : used == newest.Number ? newest
        : await FindAsync(tenant, used, cancellation);

    /// <summary>Null if nothing was learned yet.</summary>
    public async Task<StoredVersion?> FindNewestAsync(string tenant, CancellationToken cancellation)
    {
        var newest = Versions with { PageSize = 1 };
        await foreach (var row in _runs.QueryAsync(Partition(tenant), newest, cancellation))
        {
            return Read(row);
        }

        return null;
    }

    /// <summary>Null if there is no version of this number.</summary>
    public async Task<StoredVersion?> FindAsync(string tenant, int number, CancellationToken cancellation) =>
        await _runs.FindAsync(Partition(tenant), Key(number), cancellation) is { } row ? Read(row) : null;

    /// <returns>False if there is a version of this number already.</returns>
    public async Task<bool> AddAsync(string tenant, StoredVersion version, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(version, RowJson.Plain.StoredVersion);
        var insert = EntityChange.Insert(Key(version.Number), json);
        return (await _runs.WriteAsync(Partition(tenant), [insert], cancellation)).Succeeded;
    }

    /// <summary>
    /// Marks that there may be outcomes which no version has seen. Called before what would show it is deleted, so that
    /// no outcome is missed if either is cut off.
    /// </summary>
    public Task MarkDueAsync(string tenant, CancellationToken cancellation) =>
        _runs.WriteAsync(Partition(tenant), [EntityChange.Upsert(DueKey, "{}"u8.ToArray())], cancellation);

    /// <summary>The ETag of the mark; null if there is none.</summary>
    public async Task<string?> FindDueAsync(string tenant, CancellationToken cancellation) =>
        (await _runs.FindAsync(Partition(tenant), DueKey, cancellation))?.ETag;

    /// <summary>Deletes the mark, unless it was set again since it was found.</summary>
    public Task EndDueAsync(string tenant, string etag, CancellationToken cancellation) =>
        _runs.WriteAsync(Partition(tenant), [EntityChange.Delete(DueKey, etag)], cancellation);

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "learning");

    /// <summary>Newest first.</summary>
    private static string Key(int number) =>
        EntityKey.Of(VersionKind, (int.MaxValue - number).ToString("D10", CultureInfo.InvariantCulture));

    private static StoredVersion Read(Entity row) => row.Read(RowJson.Plain.StoredVersion);
}
