using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads a playbook: <c>{name, description, status, ctaType, tasks: [{title, daysFromStart, assignToOwner}]}</c>.
/// </summary>
internal static class ReadPlaybook
{
    private const int LongestName = 200;

    private static readonly Parameter Name = Parameter.Text("name", LongestName, "What people call it") with
    {
        IsRequired = true,
    };

    private static readonly Parameter Description = Parameter.Text("description", 2_000, "What it is for");

    private static readonly Parameter Status = Parameter.Word<PlaybookStatus>("status", "A draft is not used") with
    {
        DefaultWord = EnumNames.Of(PlaybookStatus.Active),
    };

    private static readonly Parameter CtaType = Parameter.Word<CtaType>(
        "ctaType",
        "The type of the CTAs that it is for; null for every type"
    );

    private static readonly Parameter Title = Parameter.Text("title", LongestName, "What to do") with
    {
        IsRequired = true,
    };

    private static readonly Parameter DaysFromStart = Parameter.Whole(
        "daysFromStart",
        0,
        365,
        0,
        "How many days after the CTA it is due"
    );

    private static readonly Parameter AssignToOwner = Parameter.Flag("assignToOwner", "It is for the CTA's owner");

    private static readonly Parameter Tasks = Parameter.List(
        "tasks",
        Playbook.MostTasks,
        "What a CTA starts with",
        Title,
        DaysFromStart,
        AssignToOwner
    );

    public static readonly BodyShape.Command Body = new(Name, Description, Status, CtaType, Tasks);

    public static async Task<(Playbook Playbook, ApiProblem? Refusal)> OfAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
        var playbook = new Playbook
        {
            Id = "",
            Name = fields.Text(Name) ?? "",
            Description = fields.Text(Description),
            Status = fields.Word<PlaybookStatus>(Status) ?? PlaybookStatus.Active,
            CtaType = fields.Word<CtaType>(CtaType),
            Tasks = [.. fields.List(Tasks).Select(Task)],
        };
        return (playbook, refusal ?? fields.Refusal);
    }

    private static PlaybookTask Task(Fields task) =>
        new(task.Text(Title) ?? "", task.Whole(DaysFromStart), task.Flag(AssignToOwner));
}
