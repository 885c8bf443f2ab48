namespace CsMl.Core.Storage;

/// <summary>Somebody who signed in to the pages with an access key.</summary>
/// <param name="KeyHash">The SHA-256 of that key, as hexadecimal digits.</param>
/// <param name="UserId">The CRM's id of the user; null if it was not given.</param>
public sealed record PageSession(string KeyHash, string? UserId, DateTimeOffset ExpiresAt);
