using System.Linq.Expressions;
using System.Reflection;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Host;

/// <summary>
/// Compiles a function's method into one delegate: create the instance, bind the parameters, call the method, return
/// the result.
/// </summary>
internal static class FunctionCompiler
{
    private static readonly ParameterExpression Services = Expression.Parameter(typeof(IServiceProvider));
    private static readonly ParameterExpression Trigger = Expression.Parameter(typeof(object));
    private static readonly ParameterExpression Cancellation = Expression.Parameter(typeof(CancellationToken));

    public static FunctionCall Compile(string name, MethodInfo method, TriggerBinding trigger)
    {
        var arguments = method.GetParameters().Select(parameter => Bind(name, parameter, trigger));
        var body = FunctionResult.Unify(name, trigger, Expression.Call(InstanceFor(method), method, arguments));
        return Expression.Lambda<FunctionCall>(body, Services, Trigger, Cancellation).Compile();
    }

    private static UnaryExpression? InstanceFor(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return null;
        }

        var type = method.ReflectedType!;
        var factory = Expression.Constant(ActivatorUtilities.CreateFactory(type, Type.EmptyTypes));
        var noArguments = Expression.Constant(null, typeof(object[]));
        return Expression.Convert(Expression.Invoke(factory, Services, noArguments), type);
    }

    private static Expression Bind(string name, ParameterInfo parameter, TriggerBinding trigger)
    {
        if (parameter.Name == trigger.ParameterName)
        {
            return BindTrigger(name, parameter, trigger);
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return Cancellation;
        }

        if (parameter.ParameterType == typeof(string) && trigger is HttpBinding http)
        {
            return RoutePatternFactory.Parse(http.Route).GetParameter(parameter.Name!) is not null
                ? Expression.Call(RouteValueMethod, Trigger, Expression.Constant(parameter.Name))
                : throw Unsupported(name, parameter, $"its route '{http.Route}' has no {{{parameter.Name}}}");
        }

        throw Unsupported(
            name,
            parameter,
            "a parameter is the trigger, a CancellationToken or a string that the route names"
        );
    }

    private static Expression BindTrigger(string name, ParameterInfo parameter, TriggerBinding trigger)
    {
        if (trigger is QueueBinding && parameter.ParameterType == typeof(string))
        {
            return Expression.Call(MessageTextMethod, Trigger);
        }

        var (bound, said) = trigger switch
        {
            HttpBinding => (typeof(HttpRequest), nameof(HttpRequest)),
            TimerBinding => (typeof(TimerInfo), nameof(TimerInfo)),
            _ => (typeof(QueueMessage), $"{nameof(String)} or {nameof(QueueMessage)}"),
        };
        return parameter.ParameterType == bound
            ? Expression.Convert(Trigger, bound)
            : throw Unsupported(name, parameter, $"its trigger binds {said}");
    }

    private static readonly MethodInfo MessageTextMethod = new Func<object, string>(MessageText).Method;

    private static string MessageText(object message) => ((QueueMessage)message).Body.ToString();

    private static readonly MethodInfo RouteValueMethod = new Func<object, string, string?>(RouteValue).Method;

    private static string? RouteValue(object request, string name) =>
        ((HttpRequest)request).RouteValues[name] as string;

    private static HostCannotStartException Unsupported(string name, ParameterInfo parameter, string why) =>
        new(
            $"Function '{name}' has the parameter '{parameter.Name}' of type {parameter.ParameterType.Name}, which this host cannot bind: {why}."
        );
}
