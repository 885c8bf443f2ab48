using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Finds the accounts whose index rows differ from the platform in ways that its lists of changes do not show: deleted
/// accounts, accounts that a full sync passed over, and open CTAs, which have no time of their last change: neither those
/// of the platform, nor the app's own that somebody has closed there.
/// </summary>
internal sealed class CompareIndex(PlatformReader reader, AccountIndex index, CtaReader own)
{
    public async Task<IReadOnlyList<string>> RunAsync(string tenant, CancellationToken cancellation)
    {
        var accounts = await reader.AllAsync(tenant, PlatformPath.Accounts, cancellation, mustBeWhole: false);
        foreach (var account in accounts)
        {
            reader.CheckTenant(tenant, account.TenantId);
        }

        var missing = accounts.Select(account => account.Id).ToHashSet(StringComparer.Ordinal);
        var open = await reader.CtasAsync(tenant, PlatformPath.OpenCtas, cancellation);
        var ctas = open.Where(cta => cta is { OwnId: null, AccountId: not null })
            .ToLookup(cta => cta.AccountId!, OpenCta, StringComparer.Ordinal);
        var ownOpen = open.Select(cta => cta.OwnId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var slots = await own.ListSlotsAsync(tenant, cancellation);
        var differing = new List<string>();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var (facts, _) in index.ListAsync(tenant, bucket, null, cancellation, ReadAgain))
            {
                var id = facts.AccountId;
                if (
                    !missing.Remove(id)
                    || !ctas[id].ToHashSet().SetEquals(facts.Ctas.Where(c => c.IsOpen).Select(OpenCta))
                    || (slots.CanRead(id) && slots.Of(id).Any(slot => slot.IsOpen && !ownOpen.Contains(slot.CtaId)))
                )
                {
                    differing.Add(id);
                }
            }
        }

        return [.. differing, .. missing];

        void ReadAgain(string id, Exception damage)
        {
            differing.Add(id);
            missing.Remove(id);
        }
    }

    private static string OpenCta(PlatformCta cta) => OpenCta(PlatformFacts.Cta(cta.AccountId!, cta));

    private static string OpenCta(Cta cta) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{cta.Id} {cta.Type} {cta.Status} {cta.Priority} {cta.DueDate?.UtcTicks} {cta.SnoozeUntil?.UtcTicks} {cta.Title}"
        );
}
