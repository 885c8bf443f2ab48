using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EmptyWorker;

public sealed class GetStatus
{
    [Function(nameof(GetStatus))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "status")] HttpRequest request) =>
        Results.Ok("ok");
}
