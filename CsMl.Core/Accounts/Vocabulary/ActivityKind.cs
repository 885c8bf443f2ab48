namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>What the type of an activity says about the account.</summary>
public enum ActivityKind
{
    /// <summary>Somebody of the account was there.</summary>
    Contact,

    /// <summary>A contact face to face or by voice.</summary>
    Meeting,

    /// <summary>A note or task of our own, which is no sign of life.</summary>
    Own,
}
