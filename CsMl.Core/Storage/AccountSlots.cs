using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>The slots of many accounts.</summary>
public sealed class AccountSlots(IReadOnlyDictionary<string, IReadOnlyList<CtaSlot>> slots)
{
    public static readonly AccountSlots None = new(new Dictionary<string, IReadOnlyList<CtaSlot>>());

    /// <summary>The number of accounts that have a slot.</summary>
    public int Count => slots.Count;

    public IReadOnlyList<CtaSlot> Of(string accountId) => slots.GetValueOrDefault(accountId, []);

    /// <summary>The number of slots whose CTA was created by the run.</summary>
    public int MadeBy(string? runId) =>
        runId is null ? 0 : slots.Values.Sum(account => account.Count(slot => slot.RunId == runId));
}
