namespace CsMl.Core.Storage;

/// <summary>A request with an Idempotency-Key, from its first attempt on.</summary>
/// <param name="Fingerprint">The hash of the request; another request must not use the same key.</param>
/// <param name="Id">See <see cref="RequestKey"/>.</param>
/// <param name="Attempt">Whoever carries it out: a new one for each attempt.</param>
/// <param name="HeldUntil">When that attempt has to be taken for dead.</param>
/// <param name="AccountId">The account that the request names in its address.</param>
/// <param name="Answer">Null until it has been carried out.</param>
internal sealed record KeptRow(
    string Fingerprint,
    string Id,
    DateTimeOffset At,
    string Attempt,
    DateTimeOffset HeldUntil,
    string? AccountId,
    KeptAnswer? Answer
);
