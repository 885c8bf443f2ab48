namespace CsMl.Core.Crm;

/// <summary>Why an account's facts were not written.</summary>
public enum PutRefusal
{
    /// <summary>The facts are larger than an account may be.</summary>
    TooLarge,

    /// <summary>Another writer changed the account after these facts were read from their source.</summary>
    Overtaken,

    /// <summary>There is no account whose history the facts could be added to.</summary>
    NotFound,

    /// <summary>The facts would be added to some that cannot be read.</summary>
    Damaged,

    /// <summary>The account was erased and nobody asked for it since.</summary>
    Erased,
}
