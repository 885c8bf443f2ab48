using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>The slots of many accounts.</summary>
/// <param name="damaged">By account, a slot that cannot be read.</param>
public sealed class AccountSlots(
    IReadOnlyDictionary<string, IReadOnlyList<CtaSlot>> slots,
    IReadOnlyDictionary<string, DamagedRowException> damaged
)
{
    public static readonly AccountSlots None = new(
        new Dictionary<string, IReadOnlyList<CtaSlot>>(),
        new Dictionary<string, DamagedRowException>()
    );

    /// <summary>The number of accounts that have a slot.</summary>
    public int Count => slots.Count;

    /// <exception cref="DamagedRowException">A slot of this account cannot be read.</exception>
    public IReadOnlyList<CtaSlot> Of(string accountId) =>
        damaged.TryGetValue(accountId, out var damage) ? throw damage : slots.GetValueOrDefault(accountId, []);

    public bool CanRead(string accountId) => !damaged.ContainsKey(accountId);

    /// <summary>The number of slots whose CTA was created by the run.</summary>
    public int MadeBy(string? runId) =>
        runId is null ? 0 : slots.Values.Sum(account => account.Count(slot => slot.RunId == runId));
}
