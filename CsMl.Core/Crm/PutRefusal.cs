namespace CsMl.Core.Crm;

/// <summary>Why an account's facts were not written.</summary>
public enum PutRefusal
{
    /// <summary>They are larger than an account may be.</summary>
    TooLarge,

    /// <summary>Somebody else wrote the account after these facts were read from their source.</summary>
    Overtaken,
}
