namespace CsMl.Core.Storage;

/// <summary>
/// What a caller's Idempotency-Key stands for: an id and an instant that are the same however often the request is
/// carried out, so that a later attempt finds what an earlier one created.
/// </summary>
/// <param name="Id">The id of what the request creates, a UUID of version 7.</param>
/// <param name="At">When the first attempt began.</param>
/// <param name="IsAgain">True if an earlier attempt was cut off; it may have had its effect.</param>
public sealed record RequestKey(string Id, DateTimeOffset At, bool IsAgain);
