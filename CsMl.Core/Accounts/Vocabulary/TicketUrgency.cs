namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>What the priority word of a ticket means.</summary>
internal enum TicketUrgency
{
    Ordinary,
    Urgent,
}
