using System.Reflection;
using System.Text.RegularExpressions;
using CsMl.Core.Predictions;
using CsMl.Functions;
using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.OpenApi;

/// <summary>An HTTP function: what its signature says, and what its <see cref="Operation"/> adds.</summary>
/// <param name="Method">GET answers HEAD, too.</param>
/// <param name="Route">Without constraints.</param>
/// <param name="Answers">The types of the JSON that is answered, by status; none for a file.</param>
internal sealed partial record DescribedFunction(
    string Method,
    string Route,
    string Tag,
    IReadOnlyDictionary<int, Type> Answers,
    Operation Operation
)
{
    private static readonly Assembly App = typeof(AppServices).Assembly;

    /// <summary>The operations of all classes, by their functions.</summary>
    public static ILookup<string, Operation> Operations { get; } =
        App.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Operation))
            .Select(field => (Operation)field.GetValue(null)!)
            .ToLookup(operation => operation.Function, StringComparer.Ordinal);

    private Regex? _path;

    public static IReadOnlyList<DescribedFunction> All { get; } = [.. Find()];

    public bool IsOfTenant => Route.StartsWith("crm/", StringComparison.Ordinal);

    /// <summary>True if its answers have ETags, and 304 may be one.</summary>
    public bool IsRead => IsOfTenant && Method == "GET";

    /// <summary>True if it may have an Idempotency-Key.</summary>
    public bool IsRepeatable => IsOfTenant && Method == "POST";

    public IReadOnlyList<string> RouteParameters =>
        [.. Route.Split('/').Where(s => s.StartsWith('{')).Select(s => s.Trim('{', '}'))];

    public IReadOnlyList<ProblemCode> Problems =>
        [
            .. (IsOfTenant ? ProblemCode.OfAllCalls : [ProblemCode.InvalidRequest])
                .Concat(RouteParameters.Contains("accountId") ? [ProblemCode.AccountNotFound] : [])
                .Concat(Operation.Body is null ? [] : [ProblemCode.BodyTooLarge, ProblemCode.UnsupportedMediaType])
                .Concat(Enums.Contains(typeof(PredictionType)) ? [ProblemCode.InvalidPredictionType] : [])
                .Concat(Operation.HasVersion && Method is not ("GET" or "POST") ? [ProblemCode.PreconditionFailed] : [])
                .Concat(IsRepeatable ? [ProblemCode.IdempotencyKeyInUse, ProblemCode.IdempotencyKeyReused] : [])
                .Concat(Operation.Problems)
                .OrderBy(code => code.Status),
        ];

    /// <summary>The functions of the API, whether described or not; pages are no part of it.</summary>
    public static IEnumerable<(string Name, MethodInfo Method, HttpTriggerAttribute Trigger)> Functions =>
        from method in App.GetExportedTypes().SelectMany(type => type.GetMethods())
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let trigger = method
            .GetParameters()
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(t => t is not null)
        where function is not null && trigger is not null
        where !trigger.Route!.StartsWith(PagePath.Route, StringComparison.Ordinal)
        select (function.Name, method, trigger);

    public bool IsAt(string method, string path) =>
        (method == Method || (method == "HEAD" && Method == "GET"))
        && (_path ??= PathPattern()).IsMatch(path.TrimEnd('/'));

    /// <summary>The enums that are read from the query or a command.</summary>
    public IEnumerable<Type> Enums =>
        Operation
            .Query.Concat((Operation.Body as BodyShape.Command)?.Fields ?? [])
            .SelectMany(p => p.Fields.Append(p))
            .Select(p => p.Enum)
            .OfType<Type>();

    private Regex PathPattern() =>
        new(
            "^/api/" + Regex.Replace(Regex.Escape(Route), @"\\\{[^/]*?}", "[^/]+") + "$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1)
        );

    private static IEnumerable<DescribedFunction> Find() =>
        from function in Functions
        let operation = Operations[function.Name].FirstOrDefault()
        where operation is not null
        let tag = function.Method.DeclaringType!.Namespace!.Split('.')[^1]
        let methods = function.Trigger.Methods!.Where(m => m != "head")
        // Literal segments win over parameters, as in routing.
        orderby function.Trigger.Route!.Count(c => c == '{'), function.Trigger.Route, methods.Single()
        select new DescribedFunction(
            methods.Single().ToUpperInvariant(),
            Constraint().Replace(function.Trigger.Route!, ""),
            tag,
            AnswersOf(function.Method.ReturnType)
                .ToDictionary(type => type == typeof(StartedRunAnswer) ? 202 : operation.Status),
            operation
        );

    private static IEnumerable<Type> AnswersOf(Type type) =>
        !type.IsGenericType ? []
        : type.GetGenericTypeDefinition() == typeof(JsonAnswer<>) ? type.GetGenericArguments()
        : type.GetGenericArguments().SelectMany(AnswersOf);

    /// <summary>Such as <c>:regex(…)</c> in <c>{accountId:regex(…)}</c>.</summary>
    [GeneratedRegex(@":[^/]+(?=}(/|$))")]
    private static partial Regex Constraint();
}
