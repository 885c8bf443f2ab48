using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard;

/// <summary>Serves the files of <see cref="Assets"/>. It is anonymous, because they say nothing of any tenant.</summary>
public sealed class GetDashboardAsset
{
    [Function(nameof(GetDashboardAsset))]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PagePath.Route + "/assets/{file}")]
            HttpRequest request,
        string file
    ) => Assets.Find(file) is { } found ? found.AnswerForGood(request) : TypedResults.NotFound();
}
