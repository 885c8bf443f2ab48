namespace CsMl.Core.Ctas;

/// <param name="DaysFromStart">Calendar days from the creation of the CTA.</param>
/// <param name="AssignToOwner">True to assign the task to the CTA's owner; false to leave it unassigned.</param>
public sealed record PlaybookTask(string Title, int DaysFromStart, bool AssignToOwner);
