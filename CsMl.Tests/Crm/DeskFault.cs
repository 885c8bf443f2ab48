namespace CsMl.Tests.Crm;

/// <summary>How a CRM fails a call; a number is the status that it answers.</summary>
internal enum DeskFault
{
    None = 0,

    /// <summary>The connection breaks before the call works.</summary>
    Dead = 1,

    /// <summary>The call works, and the connection breaks before the answer.</summary>
    DeadAfter = 2,

    TokenExpired = 401,
    TooMany = 429,
    Broken = 500,
    Unavailable = 503,
}
