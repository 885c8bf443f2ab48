using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>The CTAs of one account: those that the app made, and those that the CRM told of.</summary>
public sealed class ListCtas(AccountIndex index, CtaReader stored, TimeProvider time)
{
    /// <summary>Newest first. Null: there is no such account.</summary>
    /// <param name="wanted">Which of them.</param>
    /// <param name="after">Goes on behind this place, which an earlier answer gave.</param>
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

    /// <summary>One of them, with its tasks and its history. Null: there is no such account.</summary>
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

    /// <summary>A CTA with its history up to its version, whatever was written since.</summary>
    /// <param name="woken">The last of its events, where nobody has written it.</param>
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

    /// <summary>Automated are those alone that this app made.</summary>
    private static Cta Told(Cta cta, string accountId) => cta with { AccountId = accountId, IsAutomated = false };

    /// <summary>A place is of the CTA alone, so that others that come or go meanwhile move nothing.</summary>
    private static IEnumerable<(string Place, Cta Cta)> Places(IReadOnlyList<Cta> ctas)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var cta in ctas)
        {
            // The CRM's ids may be of any characters, missing or double; a key is none of it.
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cta.Id)).AsSpan(0, 8));
            var place = EntityKey.Of(ResultKeys.Newest(cta.CreatedAt ?? DateTimeOffset.MinValue), hash);
            var twin = seen[place] = seen.GetValueOrDefault(place) + 1;
            yield return (place + twin.ToString("'.'D6", CultureInfo.InvariantCulture), cta);
        }
    }
}
