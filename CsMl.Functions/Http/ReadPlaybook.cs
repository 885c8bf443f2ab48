using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads a playbook: <c>{name, description, status, ctaType, tasks: [{title, daysFromStart, assignToOwner}]}</c>.
/// </summary>
internal static class ReadPlaybook
{
    private const int LongestName = 200;
    private const int LongestDescription = 2_000;
    private const int MostDays = 365;

    public static async Task<(Playbook Playbook, ApiProblem? Refusal)> OfAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
        var playbook = new Playbook
        {
            Id = "",
            Name = fields.Text("name", LongestName, required: true) ?? "",
            Description = fields.Text("description", LongestDescription),
            Status = fields.Word<PlaybookStatus>("status") ?? PlaybookStatus.Active,
            CtaType = fields.Word<CtaType>("ctaType"),
            Tasks = [.. fields.List("tasks", Playbook.MostTasks).Select(Task)],
        };
        return (playbook, refusal ?? fields.Refusal);
    }

    private static PlaybookTask Task(Fields task) =>
        new(
            task.Text("title", LongestName, required: true) ?? "",
            task.Whole("daysFromStart", 0, MostDays, 0),
            task.Flag("assignToOwner")
        );
}
