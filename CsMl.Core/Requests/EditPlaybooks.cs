using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Adds, reads, changes and deletes a tenant's playbooks.</summary>
public sealed class EditPlaybooks(PlaybookStore playbooks, TimeProvider time)
{
    /// <summary>Most playbooks of a tenant, because all of them are read for every CTA.</summary>
    private const int MostPlaybooks = 200;

    private const int MostTries = 50;

    private static readonly PlaybookResult NotFound = new(null, 0, CtaPatchProblem.NotFound, null);

    private static readonly PlaybookResult Stale = new(
        null,
        0,
        CtaPatchProblem.Stale,
        "The playbook has been changed since; GET it again and send its new ETag in If-Match."
    );

    private static readonly PlaybookResult TooMany = new(
        null,
        0,
        CtaPatchProblem.Conflict,
        $"There are {MostPlaybooks} playbooks, which is the most there may be; delete one first."
    );

    /// <param name="told">Name, description, status, type and tasks; the app sets the other fields.</param>
    /// <param name="key">The playbook that an earlier attempt of this request added is the answer to this one, too.</param>
    public async Task<PlaybookResult> AddAsync(
        string tenant,
        Playbook told,
        CancellationToken cancellation,
        RequestKey? key = null
    )
    {
        if (key is { IsAgain: true } && await FindAsync(tenant, key.Id, cancellation) is { Playbook: not null } before)
        {
            return before;
        }

        if ((await playbooks.ListAsync(tenant, cancellation)).Count >= MostPlaybooks)
        {
            return TooMany;
        }

        var now = time.GetUtcNow();
        var playbook = told with
        {
            Id = key?.Id ?? Guid.CreateVersion7(now).ToString(),
            TimesUsed = 0,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await playbooks.AddAsync(tenant, playbook, cancellation);
        if ((await playbooks.ListAsync(tenant, cancellation)).Count > MostPlaybooks)
        {
            // Concurrent calls exceeded the limit together; each of them deletes the playbook that it added.
            await DeleteAsync(tenant, playbook.Id, static _ => true, cancellation);
            return TooMany;
        }

        return new PlaybookResult(playbook, 1, CtaPatchProblem.None, null);
    }

    public async Task<PlaybookResult> FindAsync(string tenant, string playbookId, CancellationToken cancellation) =>
        await FindStoredAsync(tenant, playbookId, cancellation) is { } stored
            ? new PlaybookResult(stored.Playbook, stored.Version, CtaPatchProblem.None, null)
            : NotFound;

    /// <param name="isMet">True if the version meets the caller's precondition.</param>
    public Task<PlaybookResult> ReplaceAsync(
        string tenant,
        string playbookId,
        Playbook told,
        Func<int, bool> isMet,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        return ChangeAsync(tenant, playbookId, isMet, TryReplaceAsync, cancellation);

        async Task<PlaybookResult?> TryReplaceAsync(StoredPlaybook before)
        {
            var after = told with
            {
                Id = before.Playbook.Id,
                TimesUsed = before.Playbook.TimesUsed,
                CreatedAt = before.Playbook.CreatedAt,
                UpdatedAt = now,
            };
            return await playbooks.ReplaceAsync(tenant, before, after, before.Version + 1, cancellation)
                ? new PlaybookResult(after, before.Version + 1, CtaPatchProblem.None, null)
                : null;
        }
    }

    /// <summary>Returns the deleted playbook.</summary>
    /// <param name="isMet">True if the version meets the caller's precondition.</param>
    public Task<PlaybookResult> DeleteAsync(
        string tenant,
        string playbookId,
        Func<int, bool> isMet,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            tenant,
            playbookId,
            isMet,
            async before =>
                await playbooks.DeleteAsync(tenant, before, cancellation)
                    ? new PlaybookResult(before.Playbook, before.Version, CtaPatchProblem.None, null)
                    : null,
            cancellation
        );

    private async Task<PlaybookResult> ChangeAsync(
        string tenant,
        string playbookId,
        Func<int, bool> isMet,
        Func<StoredPlaybook, Task<PlaybookResult?>> change,
        CancellationToken cancellation
    )
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await FindStoredAsync(tenant, playbookId, cancellation) is not { } before)
            {
                return NotFound;
            }

            if (!isMet(before.Version))
            {
                return Stale;
            }

            if (await change(before) is { } kept)
            {
                return kept;
            }
        }

        throw new StorageUnavailableException("Other writers came first on every try.");
    }

    private async Task<StoredPlaybook?> FindStoredAsync(
        string tenant,
        string playbookId,
        CancellationToken cancellation
    ) => EntityKey.IsSegment(playbookId) ? await playbooks.FindAsync(tenant, playbookId, cancellation) : null;
}
