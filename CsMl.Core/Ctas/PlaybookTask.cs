namespace CsMl.Core.Ctas;

/// <param name="DaysFromStart">Calendar days from the CTA's making.</param>
/// <param name="AssignToOwner">Whether the CTA's owner is to do it; else nobody yet.</param>
public sealed record PlaybookTask(string Title, int DaysFromStart, bool AssignToOwner);
