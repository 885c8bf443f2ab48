using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Lists the CTAs of one account, both the app's and the CRM's.</summary>
public sealed class ListCtas(AccountIndex index, CtaReader stored, TimeProvider time)
{
    /// <summary>A page of CTAs, newest first. Null if there is no such account.</summary>
    /// <param name="wanted">Filters the CTAs.</param>
    /// <param name="after">Continues after this place, which an earlier result returned.</param>
    public async Task<CtaPage?> RunAsync(
        AccountKey account,
        Func<Cta, bool> wanted,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (await index.FindAsync(account, cancellation) is not { } found)
        {
            return null;
        }

        var ours = new List<Cta>();
        await foreach (var record in stored.ListAsync(account, cancellation))
        {
            ours.Add(record.AsOf(now).Record.Cta);
        }

        var known = ours.Select(cta => cta.Id).ToHashSet(StringComparer.Ordinal);
        var told = found.Facts.Ctas.Where(cta => !known.Contains(cta.Id)).Select(cta => Told(cta, account.AccountId));
        var page = Places([.. ours, .. told])
            .Where(item => string.CompareOrdinal(item.Place, after) > 0 && wanted(item.Cta))
            .OrderBy(item => item.Place, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return new CtaPage(
            [.. page.Take(limit).Select(item => item.Cta)],
            page.Count > limit ? page[limit - 1].Place : null
        );
    }

    /// <summary>One CTA with its tasks and its history. Null if there is no such account.</summary>
    public async Task<FoundCta?> FindAsync(AccountKey account, string ctaId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await index.FindAsync(account, cancellation) is not { } found)
        {
            return null;
        }

        if (EntityKey.IsSegment(ctaId) && await stored.FindAsync(account, ctaId, cancellation) is { } record)
        {
            var (present, woken) = record.AsOf(now);
            return await ShowAsync(account.Tenant, present, woken, cancellation);
        }

        return found.Facts.Ctas.FirstOrDefault(cta => cta.Id == ctaId) is { } told
            ? new FoundCta(CtaDetail.Of(new CtaRecord(Told(told, account.AccountId), [], 0), []), null)
            : new FoundCta(null, null);
    }

    /// <summary>A CTA with its history up to the record's version; later events are omitted.</summary>
    /// <param name="woken">The last of its events, if it is not stored yet; otherwise null.</param>
    public async Task<FoundCta> ShowAsync(
        string tenant,
        CtaRecord record,
        CtaEvent? woken,
        CancellationToken cancellation
    )
    {
        var written = woken is null ? record : record with { Version = record.Version - 1 };
        var events = await stored.ListEventsAsync(tenant, written, cancellation);
        return new FoundCta(CtaDetail.Of(record, woken is null ? events : [woken, .. events]), record.Version);
    }

    /// <summary>Marks a CTA of the CRM as not automated: only the app's own CTAs are.</summary>
    private static Cta Told(Cta cta, string accountId) => cta with { AccountId = accountId, IsAutomated = false };

    /// <summary>
    /// A place depends only on the CTA itself, so that it stays the same when other CTAs are added or removed.
    /// </summary>
    private static IEnumerable<(string Place, Cta Cta)> Places(IReadOnlyList<Cta> ctas)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var cta in ctas)
        {
            // The CRM's ids may contain any characters, be missing or occur twice, so they cannot be used in a key.
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cta.Id)).AsSpan(0, 8));
            var place = EntityKey.Of(ResultKeys.Newest(cta.CreatedAt ?? DateTimeOffset.MinValue), hash);
            var twin = seen[place] = seen.GetValueOrDefault(place) + 1;
            yield return (place + twin.ToString("'.'D6", CultureInfo.InvariantCulture), cta);
        }
    }
}
