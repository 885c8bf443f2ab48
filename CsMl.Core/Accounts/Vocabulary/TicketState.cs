namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>What the status word of a ticket means.</summary>
public enum TicketState
{
    /// <summary>Absent, or a word that no table knows; an unknown word is not open.</summary>
    Unknown,

    Open,

    Closed,
}
