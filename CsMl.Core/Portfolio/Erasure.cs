using System.Text.Json.Serialization;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>What an erasure did.</summary>
/// <param name="ErasedName">What stands for the account in the audit from now on.</param>
/// <param name="Erased">Rows that this call deleted or changed; all 0 if nothing was left.</param>
/// <param name="IsComplete">
/// False if the stored file of an import, or the answer to a call of several accounts with an Idempotency-Key, that is
/// under way may still hold the account, or the store's files are in use; the next call or the next night finishes it.
/// </param>
public sealed record Erasure(
    string AccountId,
    [property: JsonIgnore] string ErasedName,
    DateTimeOffset ErasedAt,
    bool IsComplete,
    ErasedRows Erased
);
